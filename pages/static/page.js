// Starts the GOV.UK Frontend components of a page. A module, so that no page needs an inline script.
import { initAll } from "/assets/govuk/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
