/** How set-up asks a person; there is none when nobody sits at a terminal. */
export interface Prompt {
  readonly ask: (
    question: string,
    options?: { readonly default?: string; readonly secret?: boolean },
  ) => Promise<string>;
}
