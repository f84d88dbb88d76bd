const en = {
  api_keys: {
    title: 'API keys',
    one: 'API key',
    search: 'Search name',
    create: 'New API key',
    empty_title: 'No API keys yet',
    empty_detail: 'A key lets a program use the API with the rights of one role.',
    name_help: 'What program is it for?',
    role_help: 'Give the smallest role that is enough',
    expires_help: 'Empty: 90 days. At most 366 days',
    state: {
      active: 'Active',
      expired: 'Expired',
      revoked: 'Revoked',
    },
    revoke: 'Revoke',
    revoke_title: 'Revoke %{name}?',
    revoke_detail: 'Programs that use it are refused at once. This cannot be undone.',
    revoked: 'API key revoked',
    secret_title: 'Secret of the API key',
    secret_detail: 'Send it as a bearer token with each request.',
    secret: 'Secret',
    header: 'HTTP header',
    field: {
      name: 'Name',
      role: 'Role',
      scope: 'Reach',
      state: 'Status',
      last_used: 'Last used',
      expires: 'Expires',
    },
  },
};

export default en;
