/** The part of pino-roll's interface that is used; the package carries no types of its own. */
declare module 'pino-roll' {
  interface RollingFileOptions {
    readonly file: string;
    readonly extension: string;
    readonly frequency: 'daily';
    readonly dateFormat: string;
    /** With a unit: b, k, m or g. */
    readonly size: string;
    readonly limit: { readonly count: number; readonly removeOtherLogFiles: boolean };
    readonly mkdir: boolean;
    readonly mode: number;
    readonly sync: boolean;
    readonly maxLength: number;
  }
  function openRollingFile(
    options: RollingFileOptions,
  ): Promise<ReturnType<typeof import('pino').destination>>;
  export = openRollingFile;
}
