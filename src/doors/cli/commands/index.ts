import type { Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { addAnalyze } from './analyze.ts';
import { addBacktest } from './backtest.ts';
import { addCollect } from './collect.ts';
import { addConfig } from './config.ts';
import { addDatabase } from './database.ts';
import { addDemo } from './demo.ts';
import { addDoctor } from './doctor.ts';
import { addImport } from './import.ts';
import { addInit } from './init.ts';
import { addMcp } from './mcp.ts';
import { addPlan } from './plan.ts';
import { addRisk } from './risk.ts';
import { addRun } from './run.ts';
import { addSchedule } from './schedule.ts';
import { addSignatures } from './signatures.ts';
import { addSimulate } from './simulate.ts';
import { addStatus } from './status.ts';
import { addTool } from './tool.ts';

/** Every command, in the order of the help. */
export const commands: ReadonlyArray<(root: Command, context: CliContext) => void> = [
  addDemo,
  addInit,
  addRun,
  addCollect,
  addAnalyze,
  addMcp,
  addTool,
  addDoctor,
  addSchedule,
  addPlan,
  addStatus,
  addSignatures,
  addImport,
  addRisk,
  addSimulate,
  addBacktest,
  addConfig,
  addDatabase,
];
