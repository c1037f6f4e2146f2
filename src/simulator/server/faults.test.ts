import { expect, it } from 'vitest';
import { answerInstead, createFaultDesk, type FaultRule } from './faults.ts';

const broken: FaultRule = { kind: 'reset', path: '/sessions' };

function spoiled(rules: readonly FaultRule[], paths: readonly string[], seed = 1): number[] {
  const desk = createFaultDesk(seed, { rules });
  return paths.flatMap((path, place) => (desk.ruleFor(path) === null ? [] : [place]));
}

it('spoils only requests whose path holds the rule’s part', () => {
  expect(
    spoiled([broken], ['/api/v1/jobs', '/api/v1/sessions', '/api/v1/sessions/1/logs']),
  ).toEqual([1, 2]);
});

it('lets the first ones through and stops after its number of times', () => {
  const paths = Array.from({ length: 6 }, () => '/api/v1/sessions');
  expect(spoiled([{ ...broken, skipFirst: 2, times: 3 }], paths)).toEqual([2, 3, 4]);
});

it('draws repeatably near its probability', () => {
  const paths = Array.from({ length: 1_000 }, () => '/api/v1/sessions');
  const rule = { ...broken, probability: 0.2 };
  expect(spoiled([rule], paths)).toEqual(spoiled([rule], paths));
  expect(Math.abs(spoiled([rule], paths).length - 200)).toBeLessThan(45);
});

it('forgets what was counted when other faults are set', () => {
  const desk = createFaultDesk(1, { rules: [{ ...broken, times: 1 }] });
  expect(desk.ruleFor('/sessions')).not.toBeNull();
  expect(desk.ruleFor('/sessions')).toBeNull();
  desk.set({ rules: [{ ...broken, times: 1 }] });
  expect(desk.ruleFor('/sessions')).not.toBeNull();
});

it('answers in place of the server as firewalls and throttles do', () => {
  expect(answerInstead({ kind: 'throttled', status: 503, retryAfterSeconds: 7 })).toMatchObject({
    status: 503,
    headers: { 'retry-after': '7' },
  });
  expect(answerInstead({ kind: 'firewall' })?.body).toMatch(/^<html>/);
  expect(answerInstead({ kind: 'server-error' })?.body).toContain('ServiceUnavailable');
  expect(answerInstead({ kind: 'slow' })).toBeNull();
});
