// Says what AsyncAPI's parser finds wrong in a document, Avro schemas included, a line each; then, in a line of
// JSON, the schemas of each message. Usage: node asyncapi.mjs FILE
import {AvroSchemaParser} from "@asyncapi/avro-schema-parser";
import {Parser, fromFile} from "@asyncapi/parser";

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
const {document, diagnostics} = await fromFile(parser, process.argv[2]).parse();

for (const {severity, path, message} of diagnostics) {
  console.log(`${["error", "warning", "info", "hint"][severity]} ${path.join(".")}: ${message}`);
}
for (const message of document?.allMessages() ?? []) {
  const {schema: payload} = message.payload().json();
  console.log(JSON.stringify({name: message.name(), headers: message.headers().json(), payload}));
}
