import { SettingsError, readSettings } from './settings';

const valid = {
  DATABASE_URL: 'postgresql://app@localhost/hydrant',
  HYDRANT_SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
};

describe('readSettings', () => {
  it('fills defaults and takes empty values as not given', () => {
    expect(readSettings({ ...valid, PORT: '', REDIS_URL: '' })).toMatchObject({
      PORT: 3000,
      MQTT_PORT: 1883,
    });
    expect(readSettings({ ...valid, REDIS_URL: '' }).REDIS_URL).toBeUndefined();
  });

  it('names every wrong value at once', () => {
    const read = () => readSettings({ ...valid, PORT: 'x', HYDRANT_ADMIN_PASSWORD: 'short', DATABASE_URL: undefined });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(
      /PORT:[\s\S]*HYDRANT_ADMIN_PASSWORD: must have 12[\s\S]*DATABASE_URL: is missing|DATABASE_URL: is missing/,
    );
  });

  it.each(['changeme', 'c2hvcnQ='])('refuses the secret key %s', (key) => {
    expect(() => readSettings({ ...valid, HYDRANT_SECRET_KEY: key })).toThrow(SettingsError);
  });
});
