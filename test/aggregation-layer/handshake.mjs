// Prints what an extension API server sees of a client: JSON from standard input, one line out. It runs in its own
// process, because the clean-up of jest between test files removes functions of node:tls.
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:tls';

const { server, trusted, client } = JSON.parse(readFileSync(0, 'utf8'));
const listener = createServer(
  { key: server.privateKey, cert: server.certificate, ca: trusted, requestCert: true, rejectUnauthorized: false },
  socket => {
    console.log(
      socket.authorized
        ? `believed as ${socket.getPeerX509Certificate().subject}`
        : `not believed: ${socket.authorizationError}`,
    );
    process.exit();
  },
);
listener.listen(0, '127.0.0.1', () => {
  connect({
    port: listener.address().port,
    host: '127.0.0.1',
    servername: 'server',
    ca: server.ca,
    cert: client.certificate,
    key: client.privateKey,
  });
});
