// Speaks for the platform through the npm package wechat-crypto: one JSON request a line on standard
// input, one JSON answer a line on standard output.
'use strict';
const readline = require('readline');
const WXBizMsgCrypt = require('wechat-crypto');

const account = JSON.parse(process.env.WECHAT_PEER_ACCOUNT);
const crypt = new WXBizMsgCrypt(account.Token, account.AESKey, account.AppID);

const verbs = {
  encrypt({ xml, timestamp, nonce }) {
    const encrypted = crypt.encrypt(xml);
    return { encrypted, signature: crypt.getSignature(timestamp, nonce, encrypted) };
  },
  decrypt({ encrypted, timestamp, nonce, signature }) {
    if (crypt.getSignature(timestamp, nonce, encrypted) !== signature) {
      throw new Error('signature does not match');
    }
    const { message, id } = crypt.decrypt(encrypted);
    return { xml: message, id };
  },
};

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = verbs[request.verb](request);
  } catch (err) {
    answer = { error: err.message };
  }
  process.stdout.write(JSON.stringify(answer) + '\n');
});
