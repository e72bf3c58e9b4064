import "@tabler/core/dist/css/tabler.min.css";
import "./desk.css";
import htmx from "htmx.org";

window.htmx = htmx;
