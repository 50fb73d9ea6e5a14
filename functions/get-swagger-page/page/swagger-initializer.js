// The base layout has no top bar, so the page shows only this document. It asks no validator.
window.SwaggerUIBundle({
  url: '../v3/api-docs',
  dom_id: '#swagger-ui',
  layout: 'BaseLayout',
  deepLinking: true,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
});
