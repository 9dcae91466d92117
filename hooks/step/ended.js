// @bun
import{Ks}from"./s70.js";export{Ks as endedCommand};
