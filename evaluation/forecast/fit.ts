import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { absentText, developmentSet } from './development-set.ts';
import { learnCalibration } from './learn-calibration.ts';

const lengths = [14, 21, 30, 60, 120];

const set = developmentSet();
if (set === null) {
  console.log(absentText);
  process.exitCode = 1;
} else {
  const calibration = learnCalibration(set.series, set.origins, lengths);
  const file = fileURLToPath(new URL('../../knowledge/forecast-calibration.json', import.meta.url));
  await writeFile(file, `${JSON.stringify(calibration)}\n`);
  console.log(`${file}: ${set.origins.length} origins at ${lengths.join(', ')} days of history`);
}
