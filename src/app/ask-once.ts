import { join } from 'node:path';
import { callTool, type ToolResult } from '../doors/mcp/call-tool.ts';
import { loadSignatures } from '../settings/failure-signatures.ts';
import { loadForecastCalibration } from '../settings/forecast-calibration.ts';
import { shippedCalibrationFile } from './knowledge-files.ts';
import type { OpenHome } from './open-home.ts';
import { openReader } from './readers.ts';
import type { World } from './world.ts';

/** Calls one tool from the shell, over databases that are opened for it alone. */
export async function askOnce(
  world: World,
  home: OpenHome,
  tool: string,
  input: unknown,
): Promise<ToolResult> {
  const { signatures } = await loadSignatures(join(world.root, 'knowledge'));
  const calibration = await loadForecastCalibration(shippedCalibrationFile(world));
  const reader = await openReader(home);
  try {
    return await callTool(
      {
        door: 'cli',
        answers: reader.answers,
        risk: reader.risk,
        plans: reader.plans,
        signatures,
        calibration,
        audit: reader.risk.audit,
        journal: home.journal,
        clock: world.clock,
        simulated: home.demo,
      },
      tool,
      input,
    );
  } finally {
    await reader.close();
  }
}
