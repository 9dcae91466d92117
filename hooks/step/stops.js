// @bun
import{rn,Nc,Am,ti,Ya,ec,Cm}from"./s54.js";export{ti as bindStep,Nc as goneSteps,ec as laterSpent,Ya as refusedText,Cm as stop,Am as subagentStop,rn as taskOfAgent};
