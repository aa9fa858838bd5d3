export {
  WrongCustomization,
  customizationFor,
  customizationsOf,
  keyOf,
  type Customization,
} from './customizations';
export { createHealthScripts, type HealthScripts, type ScriptAnswer } from './health-scripts';
