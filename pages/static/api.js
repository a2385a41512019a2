// Shows the description of the HTTP API with Swagger UI, served from here: no page loads anything from elsewhere.
/* global SwaggerUIBundle */

addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("api");
  SwaggerUIBundle({ url: place.dataset.description, domNode: place, docExpansion: "list", defaultModelsExpandDepth: 0 });
});
