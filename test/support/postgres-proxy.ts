import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A message of the client: its type byte, such as `Q` or `P`, and its text. Start-up messages have the type `startup`. */
export interface ClientMessage {
  readonly type: string;
  readonly text: string;
}

/** What becomes of a message of the client; `cut` and `mute` act after the server has it. */
export type Fate = 'forward' | 'cut' | 'mute';

/** Stands between a client and a PostgreSQL server, looks at what goes by, and breaks it at will. */
export interface PostgresProxy extends AsyncDisposable {
  /** The server's URL, through the proxy. */
  readonly url: string;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Client connections that are open at the moment. */
  readonly open: number;
  /** Times that the client spoke after the server had: its round trips. */
  readonly roundTrips: number;
  /** What the client said so far, oldest first. */
  readonly messages: readonly ClientMessage[];
  /** Asked for each message of the client from now on. */
  decide(fate: (message: ClientMessage) => Fate): void;
  /** From now on hangs up on whoever connects, as a load balancer without a server does. */
  hangUp(): void;
  /** Ends all connections. */
  cut(): void;
}

/** Starts a proxy on a free port. */
export async function startProxy(
  serverUrl: string,
  /** How long answers take longer, in milliseconds, so that what was sent together is seen together. */
  delayMs = 0,
): Promise<PostgresProxy> {
  const upstream = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const messages: ClientMessage[] = [];
  let accepted = 0;
  let open = 0;
  let roundTrips = 0;
  let isHangingUp = false;
  let decide: (message: ClientMessage) => Fate = () => 'forward';

  const server = createServer((client) => {
    accepted += 1;
    if (isHangingUp) {
      client
        .on('error', () => {})
        .resume()
        .end();
      return;
    }
    open += 1;
    client.once('close', () => {
      open -= 1;
    });
    const database = connect(Number(upstream.port), upstream.hostname);
    let isMute = false;
    let hasServerSpoken = true;
    const read = createReader((message) => {
      messages.push(message);
      const fate = decide(message);
      if (fate === 'mute') isMute = true;
      if (fate === 'cut') {
        isMute = true;
        // The server has time to act on it, the client never hears of it.
        setTimeout(() => client.resetAndDestroy(), 50);
      }
    });
    client.on('data', (bytes) => {
      if (hasServerSpoken) roundTrips += 1;
      hasServerSpoken = false;
      read(bytes);
      database.write(bytes);
    });
    database.on('data', (bytes) => {
      if (isMute) return;
      setTimeout(() => {
        hasServerSpoken = true;
        client.write(bytes);
      }, delayMs);
    });
    for (const [one, other] of [
      [client, database],
      [database, client],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(one);
          if (!isMute || one === client) other.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(serverUrl);
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    messages,
    get accepted() {
      return accepted;
    },
    get open() {
      return open;
    },
    get roundTrips() {
      return roundTrips;
    },
    decide(fate) {
      decide = fate;
    },
    hangUp() {
      isHangingUp = true;
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Cuts a client's bytes into messages (PostgreSQL's documentation, "Message Formats"). */
function createReader(onMessage: (message: ClientMessage) => void): (bytes: Buffer) => void {
  let pending: Buffer = Buffer.alloc(0);
  let isStarting = true;
  return (bytes) => {
    pending = Buffer.concat([pending, bytes]);
    for (;;) {
      // A start-up message has no type byte.
      const typeLength = isStarting ? 0 : 1;
      if (pending.length < typeLength + 4) return;
      const length = typeLength + pending.readUInt32BE(typeLength);
      if (pending.length < length) return;
      const text = pending.subarray(typeLength + 4, length).toString('latin1');
      onMessage({ type: isStarting ? 'startup' : String.fromCharCode(pending[0] ?? 0), text });
      isStarting = false;
      pending = pending.subarray(length);
    }
  };
}
