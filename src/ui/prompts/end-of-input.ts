import type { InputStream } from '../streams.js';

/**
 * Watches the input while a question is open. Inquirer leaves a question unanswered for ever when its input ends,
 * which readline also does on Ctrl-D, and when the program comes back from the background (Ctrl-Z, then `fg`), which
 * readline answers by pausing the input.
 * @param ended called when no answer can come any more, perhaps more than once
 * @returns stops watching
 */
export function watchInput(input: InputStream, ended: () => void): () => void {
  let control: string | undefined;
  const onKeypress = (_: unknown, key: { name?: string; ctrl?: boolean } | undefined) => {
    control = key?.ctrl === true ? key.name : undefined;
  };
  const onPause = () => {
    if (control === 'd') ended();
    if (control === 'z') input.resume();
  };
  input.on('keypress', onKeypress).on('pause', onPause).on('end', ended).on('close', ended);
  if (input.readableEnded || input.destroyed) ended();
  return () => void input.off('keypress', onKeypress).off('pause', onPause).off('end', ended).off('close', ended);
}
