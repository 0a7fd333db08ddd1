// Holds conversations with a skill's endpoint by bespoken's virtual-alexa, which builds requests and keeps sessions by its
// own reading of the interaction model.
//
// node converse.cjs MODEL.json URL SKILL_ID < conversations.json > heard.json
// conversations: [[{launch: true} | {utter: "..."} | {intend: "Name", slots: {...}}, ...], ...]
const fs = require("fs");
process.emitWarning = () => {}; // its dependencies warn of their age
const { VirtualAlexa } = require("virtual-alexa");

async function turn(alexa, step) {
  const response = step.launch
    ? await alexa.launch()
    : step.utter
      ? await alexa.utter(step.utter)
      : await alexa.intend(step.intend, step.slots || {});
  const inner = response.response || {};
  return {
    ssml: inner.outputSpeech ? inner.outputSpeech.ssml : "",
    end: inner.shouldEndSession === true,
    reprompt: Boolean(inner.reprompt),
    card: inner.card ? inner.card.content : "",
  };
}

async function main([model, url, skillId]) {
  const heard = [];
  for (const conversation of JSON.parse(fs.readFileSync(0, "utf8"))) {
    const alexa = VirtualAlexa.Builder().skillURL(url).applicationID(skillId).interactionModelFile(model).create();
    const turns = [];
    for (const step of conversation) {
      turns.push(await turn(alexa, step));
    }
    heard.push(turns);
  }
  process.stdout.write(JSON.stringify(heard));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(String(error && error.stack ? error.stack : error));
  process.exit(1);
});
