// @bun
import{Nl}from"./s43.js";export{Nl as beforeCommand};
