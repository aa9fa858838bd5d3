// Runs one health script at a time, each in a new Lua engine, on a thread that can be ended from outside: Lua's own time limit is not checked
// within a pattern match, and a script may catch its error. Plain JavaScript, so that a thread can load it directly (docs/decisions/0012).
import { parentPort, workerData } from 'node:worker_threads';
import { LuaFactory, LuaLibraries } from 'wasmoon';

const { prelude, timeMsMax, memoryBytesMax } = workerData;
const factory = new LuaFactory();
const LIBRARIES = [
  LuaLibraries.Base,
  LuaLibraries.Table,
  LuaLibraries.String,
  LuaLibraries.Math,
  LuaLibraries.OS,
];

async function run({ script, object }) {
  const engine = await factory.createEngine({
    openStandardLibs: false,
    injectObjects: false,
    enableProxy: false,
    traceAllocations: true,
  });
  try {
    for (const library of LIBRARIES) engine.global.loadLibrary(library);
    engine.global.set('obj', object);
    engine.global.set('script', script);
    engine.global.setMemoryMax(engine.global.getMemoryUsed() + memoryBytesMax);
    engine.global.setTimeout(Date.now() + timeMsMax);
    return { answer: engine.doStringSync(prelude) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  } finally {
    engine.global.setTimeout(undefined);
    engine.global.setMemoryMax(undefined);
    engine.global.close();
  }
}

parentPort.on('message', (call) => {
  void run(call).then((result) => parentPort.postMessage(result));
});
await factory.getLuaModule();
parentPort.postMessage({ ready: true });
