import "weui/dist/style/weui.min.css";
import "./resident.css";
import htmx from "htmx.org";

window.htmx = htmx;
