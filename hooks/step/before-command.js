// @bun
import{Fl}from"./s44.js";export{Fl as beforeCommand};
