/** What the person who started lbd has to change: on the command line, in the environment or in the file. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
