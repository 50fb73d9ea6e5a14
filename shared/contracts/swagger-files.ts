/**
 * The files of the API's page under `/swagger-ui/`, by name, with their media types. They lie beside
 * the bundle of the function that serves them. No other file is served there.
 */
export const swaggerFiles = {
  'index.html': 'text/html',
  'index.css': 'text/css',
  'swagger-initializer.js': 'text/javascript',
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
  // The licences of Swagger UI and of the packages in its bundle ask for these to be passed on.
  LICENSE: 'text/plain',
  NOTICE: 'text/plain',
  'swagger-ui-bundle.js.LICENSE.txt': 'text/plain',
} as const;

export type SwaggerFileName = keyof typeof swaggerFiles;

/** The folder of the compressed files in the function's bundle: `files/{name}.gz`. */
export const swaggerFilesFolder = 'files';
