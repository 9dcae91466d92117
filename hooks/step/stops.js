// @bun
import{tn,jc,am,ti,Ha,Va,cm}from"./s6.js";export{ti as bindStep,jc as goneSteps,Va as laterSpent,Ha as refusedText,cm as stop,am as subagentStop,tn as taskOfAgent};
