// A small bot on grammY, which shares nothing with our code. It polls the API at argv[2], answers
// every text with two buttons and every press with a text, and prints one JSON line per event.
const { Bot, InlineKeyboard, GrammyError, webhookCallback } = require("grammy");
const http = require("http");

const [, , apiRoot, token, mode, secretToken] = process.argv;
const bot = new Bot(token, { client: { apiRoot } });
const tell = (event) => console.log(JSON.stringify(event));

const attempt = async (send) => {
  try {
    const m = await send();
    tell({ sent: m.message_id, chat: m.chat.id, type: m.chat.type, text: m.text });
  } catch (e) {
    if (!(e instanceof GrammyError)) throw e;
    tell({ error: e.error_code, why: e.description, retryAfter: e.parameters.retry_after ?? 0 });
  }
};

bot.command("start", (ctx) => tell({ start: ctx.match, lang: ctx.from.language_code }));
bot.on("message:text", (ctx) =>
  attempt(() => ctx.reply("几分？", { reply_markup: new InlineKeyboard().text("好", "1").text("差", "2") })));
bot.on("message:photo", (ctx) => tell({ photo: ctx.msg.caption }));
bot.on("edited_message:text", (ctx) => tell({ edited: ctx.msg.text, later: ctx.msg.edit_date > ctx.msg.date }));
bot.on("callback_query:data", async (ctx) => {
  tell({ pressed: ctx.callbackQuery.data, label: ctx.callbackQuery.message.reply_markup.inline_keyboard[0][0].text });
  await ctx.answerCallbackQuery();
});
bot.on("my_chat_member", (ctx) => {
  tell({ now: ctx.myChatMember.new_chat_member.status });
  return attempt(() => bot.api.sendMessage(ctx.chat.id, "在吗"));
});
bot.catch((e) => tell({ crash: String(e.error) }));

process.stdin.on("end", () => process.exit(0)).resume(); // the end of the test ends the peer
if (mode === "webhook") {
  const server = http.createServer(webhookCallback(bot, "http", { secretToken }));
  server.listen(0, "127.0.0.1", async () => {
    await bot.init();
    await bot.api.setWebhook(`http://127.0.0.1:${server.address().port}/`, { secret_token: secretToken });
    tell({ ready: bot.botInfo.username, hook: (await bot.api.getWebhookInfo()).url !== "" });
  });
} else {
  bot.start({
    allowed_updates: ["message", "edited_message", "callback_query", "my_chat_member"],
    onStart: (me) => tell({ ready: me.username }),
  });
}
