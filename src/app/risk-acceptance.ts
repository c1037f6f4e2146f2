import { Fault } from '../domain/errors.ts';
import { shownText } from '../domain/foreign-text.ts';
import type { AcceptanceOptions } from '../doors/cli/cli-context.ts';
import type { RiskKeeper } from '../ports/risk-keeper.ts';
import { openRiskKeeper } from '../store/risk/risk-keeper.ts';
import type { OpenHome } from './open-home.ts';
import type { World } from './world.ts';

/** Accepts an open risk; the next answer leaves it out and counts it. */
export function acceptRisk(
  { clock }: World,
  home: OpenHome,
  accepted: AcceptanceOptions,
): Promise<void> {
  return withKeeper(home, async (keeper) => {
    const isOpen = await keeper.accept({ ...accepted, acceptedAt: clock.now() });
    if (!isOpen) throw unknownRisk(accepted.riskId, 'no open risk goes by the id');
  });
}

/** Ends an acceptance before its time. */
export function reopenRisk({ clock }: World, home: OpenHome, riskId: string): Promise<void> {
  return withKeeper(home, async (keeper) => {
    const wasAccepted = await keeper.reopen(riskId, clock.now());
    if (!wasAccepted) throw unknownRisk(riskId, 'nobody has accepted the risk');
  });
}

async function withKeeper(
  { administration }: OpenHome,
  work: (keeper: RiskKeeper) => Promise<void>,
): Promise<void> {
  await administration.ensureRunning();
  await administration.migrate();
  const { analyst } = await administration.connections();
  const keeper = openRiskKeeper(analyst.risk);
  try {
    await work(keeper);
  } finally {
    await keeper.close();
  }
}

function unknownRisk(riskId: string, happened: string): Fault {
  return new Fault({
    code: 'not-found',
    happened: `${happened} ${shownText(riskId, 40)}`,
    means: 'nothing was changed',
    next: 'ask "dr365 tool analyze_risks" for the ids',
  });
}
