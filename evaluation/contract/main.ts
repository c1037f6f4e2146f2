import { revisions } from '../../src/domain/vbr-server.ts';
import { scenarios } from '../../src/simulator/estate/behaviour.ts';
import { specificationsAbsent } from '../../test/fixtures/vendor-specification.ts';
import { refereePass } from './referee-pass.ts';

// Lets Prism judge every answer of the simulated server and every request of our client by Veeam's own documents.
if (specificationsAbsent === null) {
  let complaints = 0;
  for (const revision of revisions) {
    for (const [place, scenario] of scenarios.entries()) {
      const {
        requests,
        paths,
        complaints: found,
      } = await refereePass(revision, scenario, 11 + place);
      console.log(
        `${revision} ${scenario}: ${requests} requests to ${paths} paths, ${found.length} complaints`,
      );
      for (const complaint of found.slice(0, 10)) console.log(`  ${complaint}`);
      complaints += found.length;
    }
  }
  process.exitCode = complaints === 0 ? 0 : 1;
} else console.log(specificationsAbsent);
