import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from '#app/config';

const discord = 'MTAwMDAwMDAwMDAwMDAwMDAwMQ.abcdef.0123456789abcdefghijklmnopqrstuvwxyz';
const real = {
  DISCORD_TOKEN: discord,
  STRIPE_SECRET_KEY: 'sk_test_123',
  STRIPE_WEBHOOK_SECRET: 'whsec_123',
};

function problems(given: Record<string, string>): readonly string[] {
  try {
    parseConfig(given);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

describe('settings', () => {
  it('open the sandbox when nothing is set, or set to nothing', () => {
    expect(parseConfig({}).target).toEqual({ kind: 'sandbox' });
    expect(parseConfig({ DISCORD_TOKEN: ' ', DATABASE_URL: '' })).toMatchObject({
      target: { kind: 'sandbox' },
      http: { host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000' },
    });
  });

  it('refuse to start without the secret of the webhooks', () => {
    const { STRIPE_WEBHOOK_SECRET: _gone, ...without } = real;
    expect(problems(without)).toEqual([expect.stringContaining('STRIPE_WEBHOOK_SECRET')]);
    expect(problems({ ...real, STRIPE_WEBHOOK_SECRET: 'secret' })).toEqual([
      expect.stringContaining('whsec_'),
    ]);
  });

  it('put files into a bucket wholly or not at all', () => {
    const bucket = {
      S3_ENDPOINT: 'https://s3.example.com/',
      S3_BUCKET: 'files',
      S3_ACCESS_KEY_ID: 'AKID',
      S3_SECRET_ACCESS_KEY: 'secret',
    };
    expect(parseConfig({}).storage).toEqual({ kind: 'folder' });
    expect(parseConfig(bucket).storage).toEqual({
      kind: 's3',
      endpoint: 'https://s3.example.com',
      bucket: 'files',
      region: 'us-east-1',
      accessKeyId: 'AKID',
      secretAccessKey: 'secret',
    });
    for (const name of Object.keys(bucket)) {
      expect(problems({ ...bucket, [name]: '' })).toEqual([expect.stringContaining(name)]);
    }
    expect(problems({ ...bucket, S3_BUCKET: '../etc' })).toEqual([expect.stringContaining('S3_BUCKET')]);
  });

  it('name every problem at once', () => {
    const found = problems({
      HTTP_PORT: 'eighty',
      LOG_LEVEL: 'loud',
      TELEGRAM_TOKEN: 'x',
      REDIS_URL: 'redis',
    });
    expect(found).toHaveLength(4);
    expect(problems({ STRIPE_SECRET_KEY: 'sk_test_1' })).toHaveLength(1);
  });

  it('let tokens travel unencrypted to this machine only', () => {
    expect(problems({ ...real, DISCORD_API_URL: 'http://127.0.0.1:7701/api' })).toEqual([]);
    expect(problems({ ...real, STRIPE_API_URL: 'http://stripe.example' })).toEqual([
      expect.stringContaining('STRIPE_API_URL'),
    ]);
  });

  it('ask for a public address where Telegram is to call', () => {
    const telegram = { ...real, TELEGRAM_TOKEN: `1234567:${'a'.repeat(35)}`, TELEGRAM_WEBHOOK: 'true' };
    expect(problems(telegram)).toEqual([expect.stringContaining('PUBLIC_URL')]);
    expect(problems({ ...telegram, PUBLIC_URL: 'https://bot.example/' })).toEqual([]);
    expect(parseConfig({ ...telegram, PUBLIC_URL: 'https://bot.example/' }).http.publicUrl).toBe(
      'https://bot.example',
    );
  });
});
