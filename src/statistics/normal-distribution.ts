/**
 * P(Z ≤ z) of the standard normal distribution, exact to 1e-15 and, in the tails, to 8 significant digits; 0 and 1 beyond 37 deviations.
 * Hart (1968) as given by West, "Better approximations to cumulative normal functions", Wilmott 2005.
 */
export function standardNormalCdf(z: number): number {
  const distance = Math.abs(z);
  if (distance > 37) return z > 0 ? 1 : 0;
  const density = Math.exp((-distance * distance) / 2);
  const tail =
    distance < 7.07106781186547
      ? (density * polynomial(tailNumerator, distance)) / polynomial(tailDenominator, distance)
      : density / continuedFraction(distance) / 2.506628274631;
  return z > 0 ? 1 - tail : tail;
}

/**
 * The z with P(Z ≤ z) = probability; minus and plus infinity at 0 and 1, NaN outside.
 * Algorithm AS 241 (PPND16), Wichura 1988, about 16 significant digits.
 */
export function standardNormalQuantile(probability: number): number {
  if (probability === 0) return Number.NEGATIVE_INFINITY;
  if (probability === 1) return Number.POSITIVE_INFINITY;
  const fromMiddle = probability - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    const square = 0.180625 - fromMiddle * fromMiddle;
    return (fromMiddle * polynomial(middle.above, square)) / polynomial(middle.below, square);
  }
  const inTail = Math.sqrt(-Math.log(fromMiddle < 0 ? probability : 1 - probability));
  const size =
    inTail <= 5
      ? polynomial(tail.above, inTail - 1.6) / polynomial(tail.below, inTail - 1.6)
      : polynomial(farTail.above, inTail - 5) / polynomial(farTail.below, inTail - 5);
  return fromMiddle < 0 ? -size : size;
}

/** Coefficients from the highest power down. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}

function continuedFraction(x: number): number {
  let value = x + 0.65;
  for (const step of [4, 3, 2, 1]) value = x + step / value;
  return value;
}

const tailNumerator = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];

const tailDenominator = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
];

const middle = {
  above: [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
};

const tail = {
  above: [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
    3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
    0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
  ],
};

const farTail = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};
