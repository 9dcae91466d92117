// @bun
import{$l}from"./s31.js";export{$l as viewQuestions};
