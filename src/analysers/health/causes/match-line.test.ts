import { describe, expect, it } from 'vitest';
import { plantedSignature } from '../../../../test/fixtures/planted-signatures.ts';
import type { Signature } from '../../../domain/signature.ts';
import { compileCatalogue } from './compile-catalogue.ts';
import { matchLine } from './match-line.ts';

const disk = plantedSignature('disk-full', {
  patterns: ['no space', 'disk is full'],
  priority: 90,
});
const share = plantedSignature('share-lost', { patterns: ['share .{0,20}lost'], priority: 50 });
const wrapper = plantedSignature('agent', {
  patterns: ['agent failed'],
  priority: 99,
  isWrapper: true,
});

const ofSignatures = (...signatures: readonly Signature[]) =>
  compileCatalogue({
    version: 3,
    noise: [{ id: 'finished', pattern: '^processing finished' }],
    signatures,
  });
const catalogue = ofSignatures(wrapper, share, disk);
const idsIn = (text: string) =>
  matchLine(catalogue, text).matches.map(({ signatureId }) => signatureId);

describe('matchLine', () => {
  it('keeps every match, the highest priority first and wrappers last', () => {
    expect(idsIn('Agent failed: share x lost, NO SPACE')).toEqual([
      'disk-full',
      'share-lost',
      'agent',
    ]);
    expect(idsIn('Agent failed')).toEqual(['agent']);
    expect(idsIn('all is well')).toEqual([]);
  });

  it('names a signature once, whichever of its patterns match', () => {
    expect(idsIn('disk is full, no space')).toEqual(['disk-full']);
  });

  it('tells where it matched, in the text as it was given', () => {
    const text = 'İ: the share of ŠKODA\nlost';
    const [match] = matchLine(catalogue, text).matches;
    expect(text.slice(match?.start, match?.end)).toBe('share of ŠKODA\nlost');
  });

  it('drops noise, whatever else matches', () => {
    const noise = matchLine(catalogue, 'Processing finished: no space');
    expect(noise).toMatchObject({ isNoise: true, matches: [] });
    expect(matchLine(catalogue, 'no space: processing finished').isNoise).toBe(false);
  });

  it('examines head and tail of a text without end, spans included', () => {
    const filler = 'x'.repeat(500_000);
    const atEnd = `${filler} no space`;
    const [match] = matchLine(catalogue, atEnd).matches;
    expect(atEnd.slice(match?.start, match?.end)).toBe('no space');
    expect(idsIn(`no space ${filler}`)).toEqual(['disk-full']);
    expect(idsIn(`${filler} no space ${filler}`)).toEqual([]);
  });

  it.each([[''], [' '], ['x'], ['\0'], ['null'], ['\ud800']])('takes %j as it comes', (text) => {
    expect(matchLine(catalogue, text)).toMatchObject({ isNoise: false, matches: [] });
  });

  it('tries a pattern that may match anything', () => {
    const anything = ofSignatures(plantedSignature('number', { patterns: [String.raw`^\d{3}$`] }));
    expect(matchLine(anything, '123').matches).toEqual([
      { signatureId: 'number', start: 0, end: 3 },
    ]);
  });

  it('knows texts again that differ in the names it was told of', () => {
    const one = matchLine(catalogue, 'Gate of alpha is shut', ['alpha']);
    expect(matchLine(catalogue, 'Gate of omega is shut', ['omega']).fingerprint).toBe(
      one.fingerprint,
    );
  });
});
