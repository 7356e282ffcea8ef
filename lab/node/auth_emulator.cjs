// Firebase's emulator of Auth: node auth_emulator.cjs PROJECT PORT, in a folder with firebase-tools.
// GET /hold lets the next write to an account wait until GET /release; GET /held says whether it waits.
const {createServer} = require("node:http");
const server = require.resolve("firebase-tools/lib/emulator/auth/server", {paths: [process.cwd()]});

const [project, port] = process.argv.slice(2);
let hold = false;
let release;
const controls = {
  "/hold": () => (hold = true),
  "/held": () => {},
  "/release": () => {
    release();
    release = undefined;
  },
};

require(server).createApp(project).then((emulator) =>
  createServer(async (request, response) => {
    if (request.url in controls) {
      controls[request.url]();
      response.end(`${release !== undefined}`);
      return;
    }
    if (hold && request.url.endsWith("/accounts:update")) {
      hold = false;
      await new Promise((resolve) => (release = resolve));
    }
    emulator(request, response);
  }).listen(port, "127.0.0.1"),
);
