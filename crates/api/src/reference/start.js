// Shows the document of this server. What it tries out is read only: a page of reference writes nothing.
SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  defaultModelsExpandDepth: 0,
  filter: true,
  operationsSorter: 'alpha',
  tagsSorter: 'alpha',
  supportedSubmitMethods: ['get'],
  validatorUrl: null,
})
