// The county page: its charts and the comparison of its documents are fetched after it.

import { fillAll } from "./fragments.js";

fillAll(document);
