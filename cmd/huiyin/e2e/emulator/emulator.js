// Runs the npm package telegram-test-api on the port in argv, and its client for one person: one JSON
// request a line on standard input, one JSON answer a line on standard output. A bot's token is in argv.
'use strict';
const readline = require('readline');
const TelegramServer = require('telegram-test-api');

const [port, token] = process.argv.slice(2);
const server = new TelegramServer({ port: Number(port), host: '127.0.0.1', storeTimeout: 600 });
const client = server.getClient(token, { userId: 42, chatId: 42, firstName: '陈立伟', timeout: 30000, interval: 20 });

// The package gives what the person has not read yet, and waits for it.
const verbs = {
  command: ({ text }) => client.sendCommand(client.makeCommand(text)),
  message: ({ text }) => client.sendMessage(client.makeMessage(text)),
  press: ({ data }) => client.sendCallback(client.makeCallbackQuery(data)),
  unread: () => client.getUpdates(),
};

async function answer(line) {
  try {
    const request = JSON.parse(line);
    return await verbs[request.verb](request);
  } catch (err) {
    return { error: err.message };
  }
}

async function main() {
  await server.start();
  console.log(JSON.stringify({ ok: true }));
  for await (const line of readline.createInterface({ input: process.stdin })) {
    console.log(JSON.stringify(await answer(line)));
  }
  await server.stop();
}

main();
