import { type Draft, sourceOf } from './draft.ts';
import type { SettingsProblem } from './problem.ts';
import type { RetentionSettings } from './retention-settings.ts';
import type { Settings } from './settings.ts';

type Period = keyof RetentionSettings;

/** A period that another one, or an analysis, needs at least. */
interface Need {
  readonly days: number;
  readonly because: string;
}

/** The sessions of a run that is kept are kept: a run may last a week. */
const sessionsBeyondRuns = 8;
/** Beyond it no run is taken for a job's last one when changes are told. */
const longestPauseDays = 120;

/** Settings whose periods hold all that the analyses read: too short ones of the defaults are lengthened, those that were set are refused. */
export function withEnoughRetention(
  settings: Settings,
  draft: Draft,
): { readonly settings: Settings; readonly problems: readonly SettingsProblem[] } {
  const retention = { ...settings.retention };
  const problems: SettingsProblem[] = [];
  for (const [period, needsOf] of needs) {
    for (const { days, because } of needsOf({ ...settings, retention })) {
      if (retention[period] >= days) continue;
      const source = sourceOf(draft, ['retention', period]);
      if (source === null) retention[period] = days;
      else problems.push(tooShort(period, retention[period], { days, because }, source.place));
    }
  }
  return { settings: { ...settings, retention }, problems };
}

/** Runs first: the periods of sessions and logs follow theirs. */
const needs: ReadonlyArray<readonly [Period, (settings: Settings) => readonly Need[]]> = [
  [
    'runsDays',
    ({ health, efficiency }) => [
      { days: longestPauseDays, because: 'what changed is looked for in 120 days of runs' },
      { days: health.historyDays, because: `health.historyDays is ${health.historyDays}` },
      {
        days: efficiency.historyDays,
        because: `efficiency.historyDays is ${efficiency.historyDays}`,
      },
    ],
  ],
  [
    'sessionsDays',
    ({ recovery, collection, retention }) => [
      { days: recovery.historyDays, because: `recovery.historyDays is ${recovery.historyDays}` },
      {
        days: collection.historyDays + 1,
        because: `collection.historyDays is ${collection.historyDays}, and what is read must not go at once`,
      },
      {
        days: retention.runsDays + sessionsBeyondRuns,
        because: `retention.runsDays is ${retention.runsDays}, and runs are made of sessions`,
      },
    ],
  ],
  [
    'logsDays',
    ({ retention }) => [
      {
        days: retention.runsDays,
        because: `retention.runsDays is ${retention.runsDays}, and why a run failed is read from its log`,
      },
    ],
  ],
  [
    'capacityDaysDays',
    ({ capacity }) => [
      { days: capacity.historyDays, because: `capacity.historyDays is ${capacity.historyDays}` },
    ],
  ],
];

function tooShort(
  period: Period,
  set: number,
  { days, because }: Need,
  place: string | null,
): SettingsProblem {
  return {
    path: `retention.${period}`,
    wrong: `is ${set}, and ${because}`,
    expected: `set at least ${days}, so that no analysis lacks what it reads`,
    place,
  };
}
