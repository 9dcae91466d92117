// @bun
import{Hc,Qp}from"./shared-35.js";export{Hc as foundCommands,Qp as ownCommands};
