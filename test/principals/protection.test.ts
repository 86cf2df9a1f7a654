import { expect, test } from 'vitest';
import { type ProtectionSettings, protectionOf } from '../../daemon/principals/protection.ts';

const none: ProtectionSettings = {
  tls: false,
  clientCa: false,
  tokens: false,
  insecureLoopback: false,
  insecurePlaintext: false,
};

test.each<[isLoopback: boolean, given: Partial<ProtectionSettings>, expected: string]>([
  [true, { insecureLoopback: true }, 'open-loopback'],
  [true, { insecureLoopback: true, tls: true, tokens: true }, 'open-loopback'],
  [true, { tokens: true }, 'plaintext-tokens'],
  [true, { tokens: true, tls: true }, 'tls'],
  [false, { tokens: true, tls: true }, 'tls'],
  [false, { clientCa: true, tls: true }, 'tls'],
  [false, { tokens: true, tls: true, insecureLoopback: true, insecurePlaintext: true }, 'tls'],
  [false, { tokens: true, insecurePlaintext: true }, 'plaintext-tokens'],
])('loopback %s with %j is served as %s', (isLoopback, given, expected) => {
  expect(protectionOf(isLoopback, { ...none, ...given })).toBe(expected);
});

test.each<[isLoopback: boolean, given: Partial<ProtectionSettings>, problem: string]>([
  [true, {}, 'would let every local user do everything'],
  [true, { insecurePlaintext: true }, 'would let every local user do everything'],
  [false, {}, 'would serve everyone without encryption or token'],
  [false, { insecureLoopback: true }, 'would serve everyone without encryption or token'],
  [false, { insecurePlaintext: true }, 'would serve everyone without encryption or token'],
  [false, { tokens: true }, 'would send tokens in the clear'],
  [false, { tokens: true, insecureLoopback: true }, 'would send tokens in the clear'],
  [true, { tls: true }, 'has TLS, and nothing that tells who asks'],
  [false, { tls: true, insecurePlaintext: true }, 'has TLS, and nothing that tells who asks'],
])('loopback %s with %j is not served: it %s', (isLoopback, given, problem) => {
  expect(protectionOf(isLoopback, { ...none, ...given })).toEqual({ problem: expect.stringContaining(problem) });
});
