import { connect, createServer } from 'node:net';

/**
 * A relay that notes when answers to DeleteObjects have gone through whose requests have a connection of their own, as those
 * with codes have.
 * @param {string} endpoint
 * @returns {Promise<{ endpoint: string, answers: number[], stop(): void }>} `answers` in ms since the epoch
 */
export async function startRelay(endpoint) {
  const { port } = new URL(endpoint);
  const answers = [];
  const relay = createServer((client) => {
    const server = connect(Number(port), '127.0.0.1');
    let last = null;
    client.once('data', (first) => {
      if (!/^POST [^ ]*\?delete/.test(first.toString('latin1', 0, 200))) return;
      server.on('data', () => {
        last = Date.now();
      });
      server.once('close', () => answers.push(last));
    });
    for (const end of [client, server]) end.on('error', () => undefined);
    client.pipe(server).pipe(client);
  });
  await new Promise((resolve) => relay.listen(0, '127.0.0.1', resolve));
  return { endpoint: `http://127.0.0.1:${relay.address().port}`, answers, stop: () => relay.close() };
}
