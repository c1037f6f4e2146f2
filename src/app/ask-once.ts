import { callTool, type ToolResult } from '../doors/mcp/call-tool.ts';
import type { OpenHome } from './open-home.ts';
import { openReader } from './readers.ts';
import { toolContext } from './tool-context.ts';
import type { World } from './world.ts';

/** Calls one tool from the shell, over databases that are opened for it alone. */
export async function askOnce(
  world: World,
  home: OpenHome,
  tool: string,
  input: unknown,
): Promise<ToolResult> {
  const reader = await openReader(home);
  try {
    const context = await toolContext(world, home, reader);
    return await callTool({ door: 'cli', ...context }, tool, input);
  } finally {
    await reader.close();
  }
}
