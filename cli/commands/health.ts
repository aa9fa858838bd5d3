import { createHealthScripts, WrongCustomization, type Customization } from '@/lib/lua';
import type { ObjectHealth } from '@/lib/model';
import { isMalformedObject, projectManifest } from '@/lib/projection';
import type { FileCommand } from '../command';
import { readHealthOptions, type FailOn, type HealthOptions } from '../health/options';
import { configuredScripts, scriptFile, type PlacedObject } from '../health/customizations';
import { readDocuments } from '../documents';
import { judgeManifest, type HealthLine, type Judges } from '../health/judge';
import { inputText } from '../input';
import { failureLine } from '../launcher/failure';

/** For `pilothouse health --help`. */
export const HEALTH_HELP = `pilothouse health -f FILE… [--config FILE…] [--lua FILE…] [--fail-on degraded|progressing|none]

Judges each object of Kubernetes manifests from that object alone, as Argo CD does, and prints a line of JSON
for each one that has a rule: {apiVersion, kind, namespace, name, status, reason, message}.

  -f FILE…           YAML or JSON, any number of documents, Lists too; - is standard input
  --config FILE…     files with an argocd-cm ConfigMap, whose resource.customizations.health scripts are used;
                     one among the manifests is used as well
  --lua FILE…        a health script: named <group>_<kind>.lua or <group>/<kind>/health.lua, or <group>_<kind>=FILE
  --fail-on WORD     when to end with 3: degraded (the default): an object is Degraded, Missing or Unknown;
                     progressing: also when one is Progressing; none: never

Exit code: 0 all is well, 1 something could not be read (the rest is judged), 2 not understood, 3 by --fail-on.
`;

const FAILS: Readonly<Record<FailOn, readonly ObjectHealth[]>> = {
  degraded: ['Degraded', 'Missing', 'Unknown'],
  progressing: ['Degraded', 'Missing', 'Unknown', 'Progressing'],
  none: [],
};

/** `pilothouse health`: see HEALTH_HELP. */
export const health: FileCommand = async ({ args, out, say }) => {
  const options = readHealthOptions(args);
  if (typeof options === 'string') {
    say(`health: ${options}; see pilothouse health --help.`);
    return 2;
  }
  const problems: string[] = [];
  const problem = (line: string): void => {
    problems.push(line);
    say(line);
  };
  const objects = await objectsOf(options.files, problem);
  const scripts = createHealthScripts();
  const customizations = await customizationsFor(options, objects, problem);
  const judges: Judges = { customizations, scripts, now: new Date() };
  const lines: HealthLine[] = [];
  try {
    for (const object of objects) {
      const line = await lineOf(object, judges, problem);
      if (line === null) continue;
      lines.push(line);
      out(line);
    }
  } finally {
    await scripts.close();
  }
  if (problems.length > 0) return 1;
  return lines.some(({ status }) => FAILS[options.failOn].includes(status)) ? 3 : 0;
};

async function objectsOf(
  files: readonly string[],
  problem: (line: string) => void,
): Promise<readonly PlacedObject[]> {
  const objects: PlacedObject[] = [];
  for (const file of files) {
    try {
      const { objects: found, problems } = readDocuments(file, await inputText(file));
      objects.push(...found.map((object) => ({ file, ...object })));
      problems.forEach(problem);
    } catch (error) {
      problem(`${file}: cannot be read (${failureLine(error)}).`);
    }
  }
  return objects;
}

/** A script of `--lua` takes precedence over one of a ConfigMap. */
async function customizationsFor(
  { configs, scripts }: HealthOptions,
  objects: readonly PlacedObject[],
  problem: (line: string) => void,
): Promise<readonly Customization[]> {
  const named: Customization[] = [];
  for (const script of scripts) {
    try {
      const { key, file } = scriptFile(script);
      named.push({ key, script: await inputText(file) });
    } catch (error) {
      problem(
        error instanceof WrongCustomization
          ? `--lua ${script}: expected a file ${error.expected}.`
          : `--lua ${script}: cannot be read (${failureLine(error)}).`,
      );
    }
  }
  const settings = await objectsOf(configs, problem);
  return [...named.reverse(), ...configuredScripts([...objects, ...settings], problem)];
}

async function lineOf(
  { file, at, raw }: PlacedObject,
  judges: Judges,
  problem: (line: string) => void,
): Promise<HealthLine | null> {
  try {
    return await judgeManifest(projectManifest(raw), raw, judges);
  } catch (error) {
    if (!isMalformedObject(error)) throw error;
    problem(`${file}, ${at}: ${error.message}`);
    return null;
  }
}
