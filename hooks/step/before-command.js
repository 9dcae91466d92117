// @bun
import{Fl}from"./s48.js";export{Fl as beforeCommand};
