// Asks the simulator what was planted, for the comparison with the answer.
import { writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';

const options = { host: '127.0.0.1', port: 9419, path: '/__truth', rejectUnauthorized: false };
get(options, (answer) => {
  let text = '';
  answer.on('data', (piece) => {
    text += piece;
  });
  answer.on('end', () => writeFileSync(join(process.env.PLACE, 'truth.json'), text));
});
