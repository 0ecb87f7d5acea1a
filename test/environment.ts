// The library asks the environment whether keys may be minted; a test that cares says so itself, wherever it runs.
delete process.env.CI;
delete process.env.EXTENSION_API_SERVER_PKI;

// A test fails for what it finds. How long that takes is the machine's: five seconds, which is jest's own limit, pass on a busy one before a program has started.
jest.setTimeout(120_000);
