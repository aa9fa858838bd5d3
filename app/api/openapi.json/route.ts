// The address that does not change with the version.
export { DELETE, GET, PATCH, POST, PUT } from '../v1/openapi.json/route';
