import { worstFirst } from '../../src/analysers/risk/worst-first.ts';
import type { Risk } from '../../src/domain/risk.ts';
import { openAnalysisStore } from '../../src/store/analysis/analysis-store.ts';
import { openRiskKeeper } from '../../src/store/risk/risk-keeper.ts';
import type { TemporaryHome } from '../temporary-home.ts';

/** The risks that are kept of the only server of a home, the worst first. */
export async function keptRisks({ home }: TemporaryHome): Promise<readonly Risk[]> {
  const { analyst } = await home.administration.connections();
  const analysis = openAnalysisStore(analyst.metrics);
  const keeper = openRiskKeeper(analyst.risk);
  try {
    const [server] = await analysis.servers();
    if (server === undefined) throw new Error('no server was read');
    return (await keeper.openRisks(server.id)).toSorted(worstFirst);
  } finally {
    await Promise.all([analysis.close(), keeper.close()]);
  }
}
