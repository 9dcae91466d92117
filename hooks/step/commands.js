// @bun
import{Vc,Qp}from"./shared-37.js";export{Vc as foundCommands,Qp as ownCommands};
