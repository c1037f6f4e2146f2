import { cleanText } from '../domain/foreign-text.ts';

/** Shorter values would blank out ordinary words. */
export const shortestSecret = 4;
/** Shorter pieces of Base64 would be found in ordinary text. */
const shortestPiece = 8;

/** Every spelling in which a secret may turn up in a text: plain, cleaned, JSON-escaped, URL-encoded, Base64 at any offset. */
export function secretForms(value: string): readonly string[] {
  const escaped = JSON.stringify(value).slice(1, -1);
  const forms = [
    value,
    cleanText(value),
    escaped,
    JSON.stringify(escaped).slice(1, -1),
    ...urlForms(value),
    ...base64Forms(value),
  ];
  return [...new Set(forms)].filter((form) => form.length >= shortestSecret);
}

function urlForms(value: string): readonly string[] {
  const strict = encodeURIComponent(value.toWellFormed());
  const form = new URLSearchParams([['', value]]).toString().slice(1);
  const inUrl = strict.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return [strict, form, inUrl].flatMap((text) => [
    text,
    text.replace(/%[0-9a-f]{2}/gi, (code) => code.toLowerCase()),
    text.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()),
  ]);
}

/** In "user:secret" the secret starts at any of three offsets; only the characters it alone decides are looked for. */
function base64Forms(value: string): readonly string[] {
  const forms = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
    const from = Math.ceil((offset * 8) / 6);
    const to = Math.floor((bytes.length * 8) / 6);
    const decided = bytes.toString('base64').slice(from, to);
    return [decided, decided.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return forms.filter((form) => form.length >= shortestPiece);
}
