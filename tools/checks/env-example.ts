import { settingsSchema } from '@app/config';
import { z } from 'zod';

/** Settings of the launcher and of docker-compose.yml, which the processes themselves do not read. */
const AROUND: { title: string; settings: [name: string, about: string][] }[] = [
  {
    title: 'Launcher (npm start)',
    settings: [
      ['DATABASE_ADMIN_URL', 'Superuser of an outside server: makes roles, database and extensions at each start'],
      ['DATABASE_READONLY_URL', 'Database as the role that may only read, for reports by other programs'],
      ['HYDRANT_PG_BIN', 'Folder of the PostgreSQL programs, when they are not found by themselves'],
    ],
  },
  {
    title: 'Containers (docker compose), each password of its own: openssl rand -hex 24',
    settings: [
      ['HYDRANT_IMAGE', 'Image of the processes (hydrant:latest)'],
      ['INGEST_PORT', 'HTTP port of the ingest process (3001)'],
      ['POSTGRES_PASSWORD', 'Superuser of the database'],
      ['OWNER_PASSWORD', 'Role that owns the tables'],
      ['APP_PASSWORD', 'Role of the application'],
      ['INGEST_PASSWORD', 'Role that stores readings'],
      ['READONLY_PASSWORD', 'Role that may only read'],
      ['REDIS_PASSWORD', 'Redis'],
      ['MQTT_PASSWORD', 'Hydrant at the MQTT broker, 24 characters or more'],
    ],
  },
];

/** Text of `.env.example`: every setting with its meaning and default, all of them commented out. */
export function envExample(): string {
  const { properties = {} } = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });
  const own = Object.entries(properties).map(([name, schema]): string => {
    const { description = '', default: usual } = schema as { description?: string; default?: unknown };
    const value = typeof usual === 'string' || typeof usual === 'number' ? String(usual) : '';
    return `# ${description}\n#${name}=${value}`;
  });
  const around = AROUND.map(({ title, settings }) =>
    [`# --- ${title} ---`, ...settings.map(([name, about]) => `# ${about}\n#${name}=`)].join('\n\n'),
  );
  return [
    '# Settings of Hydrant. Copy to .env and take the # away from what you change; none is needed for npm start.\n' +
      '# Written by: npm run env:example',
    ...own,
    ...around,
    '',
  ]
    .join('\n\n')
    .replace(/\n\n$/, '\n');
}

if (require.main === module) process.stdout.write(envExample());
