// What an extension API server sees of whoever connects. In a process of its own: jest's clean-up between test files
// takes functions of node:tls away from the next one. Reads JSON from standard input, prints one line.
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
