import http from 'node:http';
import { Duplex } from 'node:stream';
import { isDead } from './life.js';

/** One end of a connection inside this process, with what Node's HTTP asks of a socket. */
class VirtualSocket extends Duplex {
  peer: VirtualSocket | null = null;
  readonly connecting = false;
  readonly remoteAddress = '127.0.0.1';
  readonly remoteFamily = 'IPv4';

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    // A dead process neither sends nor hears.
    if (isDead()) return;
    process.nextTick(() => {
      if (isDead()) return;
      if (this.peer?.destroyed === false) this.peer.push(chunk);
      done();
    });
  }

  override _final(done: () => void): void {
    if (!isDead()) this.hangUp();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!isDead()) this.hangUp();
    done(error);
  }

  /** As net.Socket has it: the other side sees ECONNRESET. */
  resetAndDestroy(): void {
    if (isDead()) return;
    const reset = Object.assign(new Error('read ECONNRESET'), { errno: -104, code: 'ECONNRESET', syscall: 'read' });
    const { peer } = this;
    process.nextTick(() => (isDead() ? undefined : peer?.destroy(reset)));
    this.destroy();
  }

  private hangUp(): void {
    const { peer } = this;
    process.nextTick(() => {
      if (peer !== null && !peer.destroyed && !peer.readableEnded && !isDead()) peer.push(null);
    });
  }

  setTimeout(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

type Listening = { emit(event: 'connection', socket: Duplex): boolean };

/**
 * Takes the place of TCP in this process, for good: servers listen on ports that exist nowhere else, whatever the host
 * name is, and clients of `node:http` reach them without a system call, in the same order every time.
 */
export function installVirtualNetwork(): void {
  const servers = new Map<number, Listening>();
  const ports = new WeakMap<object, number>();
  let lastPort = 20_000;

  Object.assign(http.Server.prototype, {
    listen(this: http.Server, port: number, _host: string, listening: () => void) {
      lastPort += 1;
      const taken = port === 0 ? lastPort : port;
      servers.set(taken, this);
      ports.set(this, taken);
      process.nextTick(() => {
        listening();
        this.emit('listening');
      });
      return this;
    },
    address(this: http.Server) {
      return { port: ports.get(this) ?? 0, address: '127.0.0.1', family: 'IPv4' };
    },
    close(this: http.Server, closed?: () => void) {
      servers.delete(ports.get(this) ?? 0);
      if (closed !== undefined) process.nextTick(closed);
      return this;
    },
  });

  Object.assign(http.Agent.prototype, {
    createConnection({ port }: { port: number | string }) {
      const [client, served] = [new VirtualSocket(), new VirtualSocket()];
      [client.peer, served.peer] = [served, client];
      const server = servers.get(Number(port));
      process.nextTick(() => {
        if (isDead()) return;
        if (server === undefined) {
          client.destroy(Object.assign(new Error('connect ECONNREFUSED'), { errno: -111, code: 'ECONNREFUSED', syscall: 'connect' }));
          return;
        }
        client.emit('connect');
        server.emit('connection', served);
      });
      return client;
    },
  });
}
