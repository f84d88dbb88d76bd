/** One command of Mosquitto's dynamic security plugin. */
export type BrokerCommand = Record<string, unknown> & { command: string };

/** Topic that the plugin takes commands on; answers come on the same with `/response`. */
export const CONTROL_TOPIC = '$CONTROL/dynamic-security/v1';

/**
 * Lets a device in: a client of its own name, bound to its own client id, with a role that knows its own topics only.
 * The role and the client are taken away first, so that the commands can be repeated; that the removals may fail is expected.
 */
export function admitCommands(deviceId: string, token: string): BrokerCommand[] {
  const allow = (acltype: string, topic: string) => ({ acltype, topic, priority: 0, allow: true });
  const own = `wm/v1/${deviceId}`;
  return [
    ...expelCommands(deviceId),
    {
      command: 'createRole',
      rolename: deviceId,
      acls: [
        allow('publishClientSend', `${own}/up`),
        allow('publishClientSend', `${own}/status`),
        allow('subscribeLiteral', `${own}/down`),
      ],
    },
    {
      command: 'createClient',
      username: deviceId,
      clientid: deviceId,
      password: token,
      roles: [{ rolename: deviceId }],
    },
  ];
}

/** Takes a device's access away; a connection that it holds is ended at once. */
export function expelCommands(deviceId: string): BrokerCommand[] {
  return [
    { command: 'deleteClient', username: deviceId },
    { command: 'deleteRole', rolename: deviceId },
  ];
}

/** Shuts a device out, or lets it in again, with the credential that the broker knows. */
export function switchCommands(deviceId: string, enabled: boolean): BrokerCommand[] {
  return [{ command: enabled ? 'enableClient' : 'disableClient', username: deviceId }];
}

/** Answers of the plugin that mean trouble. Taking away, or switching, what the broker does not know is none. */
export function failuresOf(answer: unknown): string[] {
  const responses = (answer as { responses?: { command?: string; error?: string }[] } | null)?.responses;
  if (!Array.isArray(responses)) return ['the answer is not one of the dynamic security plugin'];
  return responses
    .filter(({ command, error }) => error !== undefined && command?.startsWith('create') !== false)
    .map(({ command, error }) => `${command}: ${error}`);
}
